/** What the peers answer of the account: about as much as ours does. */
export const somebody = {
  id: '019aa3a5-7b1c-7c3e-9d55-0d6a4b6f2c11',
  username: 'somebody',
  role: 'runner',
  email: null,
  waitingEmail: null,
  hasPassword: true,
  createdAt: '2026-11-21T05:00:00.000Z',
  session: {
    id: '019aa3a5-7b1c-7c3e-9d55-0d6a4b6f2c12',
    deviceId: '019aa3a5-7b1c-7c3e-9d55-0d6a4b6f2c13',
  },
}
