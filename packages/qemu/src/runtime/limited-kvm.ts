import { failureText } from '@quorate/schema'
import type { Host } from '@quorate/host'

const trial = '-machine pc -accel kvm -cpu kvm64,enforce -S -m 16 -display none -nodefaults -no-user-config -monitor stdio'

/**
 * Does KVM offer less than the plainest CPU model has, as it does in some virtual machines? Then no model can be
 * enforced there. QEMU is let try, which takes 40 ms.
 */
export async function isLimitedKvm(host: Pick<Host, 'exec'>): Promise<boolean> {
  try {
    await host.exec('qemu-system-x86_64', trial.split(' '), { input: 'quit\n', timeoutMs: 5000 })
    return false
  } catch (error) {
    return failureText(error).includes("Host doesn't support requested features")
  }
}
