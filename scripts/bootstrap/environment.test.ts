import { expect, test } from 'vitest'
import { cleanEnvironment } from './environment.mjs'

test('what npm adds for its scripts goes, how the registry is reached stays', () => {
  const env = {
    HOME: '/home/me',
    npm_lifecycle_event: 'start',
    npm_package_json: '/shiplap/package.json',
    npm_config_local_prefix: '/shiplap',
    npm_config_registry: 'https://registry.example.org',
    npm_config_cafile: '/etc/ca.pem',
    NPM_CONFIG_HTTPS_PROXY: 'http://proxy:3128',
  }
  expect(Object.keys(cleanEnvironment(env))).toEqual([
    'HOME',
    'npm_config_registry',
    'npm_config_cafile',
    'NPM_CONFIG_HTTPS_PROXY',
  ])
})
