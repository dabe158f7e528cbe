import { openRoot } from '@quorate/host'
import { applyEdits } from './packages/lxc/src/setup-apply/apply-edits.ts'
import { rootTree } from './packages/lxc/src/setup-apply/root-tree.ts'
import { setupAtCreate, setupAtStart } from './packages/lxc/src/setup/setup.ts'
import { editsText } from './packages/lxc/src/testing/edits-text.ts'
const [path, json, shift] = process.argv.slice(2)
const map = shift === '1' ? [{ inside: 0, outside: 100000, count: 65536 }] : []
const files = openRoot(path!, { uid: map, gid: map })
const base = {
  vmid: 123,
  hostname: 'trial',
  searchdomain: 'example.com',
  nameserver: '192.0.2.53',
  hostResolver: { nameservers: [] },
  nets: [],
  tty: 2,
  console: true,
  unprivileged: shift === '1',
  nesting: true,
  fresh: true,
  rootPasswordHash: '$5$saltsalt$D5GwGJkL/rXkSCTHx5RP/wtE8gHyWfnpHXyD3o9RlJ8',
  sshKeys: ['ssh-ed25519 AAAA me'],
  timezone: 'Europe/Berlin',
}
const settings = { ...base, ...JSON.parse(json!) }
const t = performance.now()
const edits = setupAtCreate(rootTree(files), settings)
console.error(editsText(edits))
await applyEdits(files, edits)
console.error('ms', performance.now() - t, 'again', setupAtStart(rootTree(files), settings).length)
