import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonOf } from './lxc-log.ts'

const entry = (rest: string) => `lxc-start 100 20261128212531.541 ${rest}\n`
const after =
  entry(
    'ERROR    lxccontainer - ../src/lxc/lxccontainer.c:wait_on_daemonized_start:878 - Received container state "ABORTING" instead of "RUNNING"',
  ) +
  entry('ERROR    lxc_start - ../src/lxc/tools/lxc_start.c:main:306 - The container failed to start') +
  entry('ERROR    start - ../src/lxc/start.c:__lxc_start:2107 - Failed to spawn container "100"')

for (const [what, lines, reason] of [
  [
    'a missing first program',
    'ERROR    start - ../src/lxc/start.c:start:2197 - No such file or directory - Failed to exec "/sbin/init"',
    'the container has no first program that can be run: /sbin/init (No such file or directory) - look into its root file system, set arch or entrypoint',
  ],
  [
    'a raw key that LXC does not know',
    'ERROR    confile - ../src/lxc/confile.c:set_config_unsupported_key:164 - Invalid argument - Unsupported config key "lxc.no.such"',
    "LXC does not know 'lxc.no.such' - take it out of the config",
  ],
  [
    'a raw value that LXC cannot read',
    'ERROR    parse - ../src/lxc/parse.c:lxc_file_for_each_line_mmap:129 - Failed to parse config file "/x/config" at line "lxc.tty.max = many"',
    "LXC cannot read 'lxc.tty.max = many' - mend that line of the config",
  ],
  [
    'ids that root may not give',
    'ERROR    conf - ../src/lxc/conf.c:lxc_map_ids:3708 - newuidmap failed to write mapping "newuidmap: uid range [0-65536) -> [5000000-5065536) not allowed": newuidmap 4264 0 5000000 65536',
    'the id map u [0-65536) -> [5000000-5065536) is not allowed on this node - enter it in /etc/subuid for root',
  ],
  [
    'a mount that fails',
    'ERROR    utils - ../src/lxc/utils.c:safe_mount:1220 - Permission denied - Failed to mount "/srv/x" onto "/usr/lib/x86_64-linux-gnu/lxc/rootfs/dev/x"',
    "'/srv/x' cannot be mounted at '/dev/x': Permission denied",
  ],
  ['something else', 'ERROR    network - ../src/lxc/network.c:x:1 - File exists - Failed to do this', 'Failed to do this (File exists)'],
] as const) {
  test(`${what} is told in a sentence`, () => {
    assert.equal(reasonOf(entry('WARN     cgfsng - ../src/lxc/cgroups/cgfsng.c:x:1 - Something') + entry(lines) + after), reason)
  })
}

test('a log that says nothing gives no reason', () => {
  assert.equal(reasonOf(after), undefined)
  assert.equal(reasonOf(''), undefined)
})
