// How the registry is reached stays; the rest of what npm tells its scripts would only confuse a second npm or pnpm.
const kept = /^npm_config_(registry|cafile|ca|cache|userconfig|globalconfig|(https?_|no)?proxy|strict_ssl)$/i

/**
 * A copy of the environment without what npm adds for the scripts it runs.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)))
}
