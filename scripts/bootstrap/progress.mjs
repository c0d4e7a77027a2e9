const out = process.stdout
const clear = '\r\x1b[2K'
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/**
 * Does `work` and shows that it goes on: a turning line with the seconds on a terminal, plain lines elsewhere.
 * What is done within a second says nothing, unless it is to say so always.
 *
 * @template T
 * @param {string} label what is being done, such as "Installing dependencies"
 * @param {() => T | Promise<T>} work
 * @param {{ saysAlways?: boolean }} [options]
 * @returns {Promise<T>}
 */
export async function during(label, work, { saysAlways = false } = {}) {
  const since = performance.now()
  const seconds = () => (performance.now() - since) / 1000
  const stop = out.isTTY ? turn(label, seconds) : report(label, seconds)
  try {
    const result = await work()
    stop()
    if (saysAlways || seconds() >= 1) console.log(`✓ ${label} (${seconds().toFixed(1)} s)`)
    return result
  } catch (error) {
    stop()
    console.log(`✗ ${label} (${seconds().toFixed(1)} s)`)
    throw error
  }
}

/**
 * Says a line, also while something goes on.
 *
 * @param {string} line
 */
export function say(line) {
  if (out.isTTY) out.write(clear)
  console.log(line)
}

/** @param {string} label @param {() => number} seconds */
function turn(label, seconds) {
  let frame = 0
  const draw = () => {
    if (seconds() < 0.5) return
    out.write(`${clear}${frames[frame++ % frames.length]} ${label} · ${Math.floor(seconds())} s`)
  }
  const timer = setInterval(draw, 100)
  return () => {
    clearInterval(timer)
    out.write(clear)
  }
}

/** @param {string} label @param {() => number} seconds */
function report(label, seconds) {
  const first = setTimeout(() => console.log(`${label} …`), 1_000)
  const further = setInterval(() => console.log(`${label} … ${Math.round(seconds())} s`), 15_000)
  return () => {
    clearTimeout(first)
    clearInterval(further)
  }
}
