import type { Host } from '@quorate/host'

/** Writes and reads the data of images as a guest would, for tests. */
export function qemuIo(host: Host) {
  return {
    async write(path: string, format: string, text: string): Promise<void> {
      const writes = [...Buffer.from(text).entries()].flatMap(([at, byte]) => ['-c', `write -P ${byte} ${at} 1`])
      await host.exec('qemu-io', ['-f', format, ...writes, path])
    },
    async read(path: string, format: string, length: number): Promise<string> {
      const { stdout } = await host.exec('qemu-io', ['-r', '-f', format, '-c', `read -v 0 ${length}`, path])
      const bytes = [...stdout.matchAll(/^[0-9a-f]{8}:\s+((?:[0-9a-f]{2}\s)+)/gm)].flatMap(match => (match[1] ?? '').trim().split(/\s+/))
      return Buffer.from(bytes.join(''), 'hex').toString()
    },
  }
}
