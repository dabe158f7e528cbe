const line = /^lxc-start \S+ \S+ (?:ERROR|FATAL)\s+(\S+) - \S+ - (?:(.*?) - )?(.*)$/

/** What LXC says after something else went wrong. */
const echoes = [
  /another process/,
  /^Failed to spawn container/,
  /^Received container state/,
  /^The container failed to start/,
  /^To get more details/,
  /^Additional information/,
  /^Failed to setup container/,
  /^Failed to run lxc.hook/,
  /^Failed to generate random data for uuid/,
]

/** What LXC's words mean for people. */
const meanings: readonly (readonly [words: RegExp, sentence: (found: RegExpExecArray, error: string) => string])[] = [
  [
    /Failed to exec "(.*)"/,
    ([, program], error) =>
      `the container has no first program that can be run: ${program}${error && ` (${error})`} - look into its root file system, set arch or entrypoint`,
  ],
  [/(?:Unsupported config|Unknown configuration) key "(.*)"/, ([, key]) => `LXC does not know '${key}' - take it out of the config`],
  [/Failed to parse config file ".*" at line "(.*)"/, ([, text]) => `LXC cannot read '${text}' - mend that line of the config`],
  [
    /new([ug])idmap: .*?range (\[.*?\) -> \[.*?\)) not allowed/,
    ([, kind, range]) => `the id map ${kind} ${range} is not allowed on this node - enter it in /etc/sub${kind}id for root`,
  ],
  [/Failed to set ?up id mapping|lxc_map_ids/i, (_found, error) => `the id map cannot be set up${error && ` (${error})`}`],
  [
    /Could not access (.*)\. Please grant/,
    ([, folder]) => `root of the container may not pass through ${folder}, which leads to its files - run: chmod o+x ${folder}`,
  ],
  [/Failed to load seccomp policy|Failed loading seccomp/i, () => 'the policy for system calls cannot be loaded'],
  [/Failed to (?:create|setup|set) .*cgroup/i, ([words]) => `its control group cannot be set up: ${words}`],
  [
    /Failed to mount "(.*)" (?:onto|on) "(.*)"/,
    ([, from, to], error) => `'${from}' cannot be mounted at '${to?.replace(/^.*?\/lxc\/rootfs/, '')}'${error && `: ${error}`}`,
  ],
]

interface Entry {
  readonly error: string
  readonly words: string
}

function entries(log: string): Entry[] {
  return log.split('\n').flatMap(text => {
    const [, , error = '', words] = line.exec(text) ?? []
    return words === undefined || echoes.some(one => one.test(words)) ? [] : [{ error, words }]
  })
}

/** Why a container did not start, from LXC's log: one sentence. undefined: it does not say */
export function reasonOf(log: string): string | undefined {
  const found = entries(log)
  for (const { error, words } of found) {
    for (const [form, sentence] of meanings) {
      const match = form.exec(words)
      if (match) return sentence(match, error)
    }
  }
  const [first] = found
  return first && `${first.words}${first.error && ` (${first.error})`}`
}
