import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { certutil, deviceDatabase, deviceFolder } from './places.ts'

export type DeviceHost = Pick<Host, 'exec' | 'files' | 'root'>

/** A file for a program to read, in a folder that only root may look into; gone afterwards. */
export async function withFile<T>(host: DeviceHost, base64: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = join(host.root.state, 'qdevice-work')
  const path = join(folder, `${process.pid}-${performance.now()}`)
  await host.files.makeDirectory(folder, 0o700)
  await host.files.writeAtomic(path, Buffer.from(base64, 'base64'), 0o600)
  try {
    return await use(path)
  } finally {
    await host.files.remove(path)
  }
}

export const base64Of = async (host: DeviceHost, path: string) => (await host.exec('base64', ['--wrap=0', '--', path])).stdout.trim()

/** A new database that trusts the device's server. */
export async function newDatabase(host: DeviceHost, authority: string): Promise<void> {
  await host.files.removeTree(deviceFolder)
  await withFile(host, authority, path => host.exec(certutil, ['-i', '-c', path]))
}

/** Makes a key and asks for a certificate for it; the request, base64. */
export async function requestCertificate(host: DeviceHost, cluster: string): Promise<string> {
  await host.exec(certutil, ['-r', '-n', cluster])
  return await base64Of(host, join(deviceDatabase, 'qdevice-net-node.crq'))
}

/** Takes the certificate that was asked for here; the certificate with its key for the other nodes, base64. */
export async function importSigned(host: DeviceHost, certificate: string): Promise<string> {
  await withFile(host, certificate, path => host.exec(certutil, ['-M', '-c', path]))
  return await base64Of(host, join(deviceDatabase, 'qdevice-net-node.p12'))
}

/** Takes the certificate with its key that another node asked for. */
export async function importWhole(host: DeviceHost, certificate: string): Promise<void> {
  await withFile(host, certificate, path => host.exec(certutil, ['-m', '-c', path]))
}
