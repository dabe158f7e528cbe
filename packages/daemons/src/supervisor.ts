/**
 * The parent of all processes of one root: starts them in order, starts again what ends, ends all in reverse order.
 * Guests are no children of it and keep running. It also keeps the descriptor of the mount at etc/pve, so that the
 * store's process can be replaced without a reader noticing.
 */
import { closeSync, constants, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTrialRootPassword } from '@quorate/access/trial-password'
import { rootAt } from '@quorate/host/root'
import { failureText } from '@quorate/schema/failure'
import { Child, type ChildMessage } from './child.ts'
import { ClusterPrograms } from './cluster-programs.ts'
import { limitsOf } from './limits-notice.ts'
import { readOptions, type Address } from './options.ts'
import { holdInstance } from './single-instance.ts'
import { spiceAddress } from './spice-address.ts'

function openFuse(): number | undefined {
  if (process.getuid?.() !== 0) return undefined
  try {
    return openSync('/dev/fuse', constants.O_RDWR | constants.O_NONBLOCK)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** An IPv6 address as it stands before a port. */
const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)
const addressText = ({ host, port }: Address) => `${bracketed(host)}:${port}`

async function main(): Promise<void> {
  process.title = 'quorate'
  const options = readOptions(process.argv.slice(2))
  const root = rootAt(options.root, options.node)
  // The private one behind those that lie beside it: root of an unprivileged container has to pass through what is above.
  for (const [folder, mode] of [
    [root.path, 0o755],
    [root.run, 0o755],
    [root.log, 0o755],
    [root.vz, 0o755],
    [root.configMount, 0o755],
    [root.state, 0o700],
  ] as const) {
    mkdirSync(folder, { recursive: true, mode })
  }
  writeFileSync(join(root.state, 'node'), `${root.node}\n`)
  const instance = await holdInstance(join(root.run, 'supervisor.sock'), root.path)
  const wanted = process.env.QUORATE_ROOT_PASSWORD
  delete process.env.QUORATE_ROOT_PASSWORD

  const fuse = openFuse()
  const spice = options.spiceListen ?? (await spiceAddress(options.listen))
  const addresses = ['--listen', addressText(options.listen), '--spice-listen', addressText(spice)]
  const args = ['--root', root.path, '--node', root.node, ...addresses]
  const onNotice = (text: string) => console.error(text)
  const cluster = new ClusterPrograms(root, onNotice)
  const onMessage = (message: ChildMessage) => {
    if (message.type === 'restart') children[message.process].restart()
    else cluster.look()
  }
  const child = (name: string, more: { descriptors?: number[]; env?: Record<string, string> } = {}) =>
    new Child({ name, file: `${name}.ts`, args, onNotice, onMessage, ...more })
  const store = child('store', fuse === undefined ? {} : { descriptors: [fuse], env: { QUORATE_FUSE_FD: '4' } })
  const children = { store, runner: child('runner'), daemon: child('daemon'), agent: child('agent'), proxy: child('proxy') }
  const layers = [[store], [children.runner, children.daemon, children.agent], [children.proxy]]

  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    for (const layer of layers.toReversed()) await Promise.all(layer.map(one => one.stop()))
    await cluster.stop()
    if (fuse !== undefined) closeSync(fuse)
    instance.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void end())
  process.on('SIGINT', () => void end())
  process.on('SIGHUP', () => void end())

  const start = async () => {
    cluster.look()
    for (const layer of layers) await Promise.all(layer.map(one => one.start()))
  }
  // The hash of a password is slow on purpose: the processes start meanwhile.
  const password: Promise<{ generated?: string }> = root.trial ? setTrialRootPassword(root, wanted) : Promise.resolve({})
  const [{ generated }] = await Promise.all([password, start()])
  for (const notice of limitsOf(root)) console.log(notice)
  const shownHost = ['::', '0.0.0.0'].includes(options.listen.host) ? 'localhost' : bracketed(options.listen.host)
  console.log(`Quorate runs: https://${shownHost}:${options.listen.port}   root: ${root.path}   node: ${root.node}`)
  if (generated !== undefined) console.log(`Log in as root@pam with the password ${generated} (shown this once, stored hashed)`)
  else console.log('Log in as root@pam with the password that was set for this root')
  console.log(`Command line: export QUORATE_ROOT=${root.path}; bin/qm list`)
}

if (import.meta.main) {
  try {
    await main()
  } catch (error) {
    console.error(`quorate: ${failureText(error)}`)
    process.exit(1)
  }
}
