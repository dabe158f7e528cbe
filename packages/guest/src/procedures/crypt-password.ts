import type { Host } from '@quorate/host'

/** The hash of a password as Linux keeps it in /etc/shadow: SHA-512 crypt. */
export async function cryptPassword(host: Pick<Host, 'exec'>, plain: string): Promise<string> {
  const { stdout } = await host.exec('openssl', ['passwd', '-6', '-stdin'], { input: `${plain}\n`, timeoutMs: 5000 })
  return stdout.trim()
}
