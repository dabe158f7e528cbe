import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Realm } from './realm.ts'
import { setTrialRootPassword, verifyTrialRootPassword } from './root-password.ts'

/** Without /etc/pam.d/quorate PAM takes its rules for "other" services, which Debian sets to the common ones. */
const service = 'quorate'

function checkName(name: string): void {
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\$?$/.test(name)) throw new Failure(`'${name}' is no user name of this machine`)
}

/** The users of the machine. In a trial root@pam has a password of its own, and the machine's passwords cannot be changed. */
export function pamRealm(host: Host): Realm {
  const ownRoot = (name: string) => host.root.trial && name === 'root'
  return {
    async check(name, password) {
      if (ownRoot(name)) return await verifyTrialRootPassword(host.root, password)
      checkName(name)
      if (/[\n\0]/.test(password)) return false
      // PAM is not safe to load into a process of many threads: it has its own.
      const { code } = await host.exec('pamtester', [service, name, 'authenticate', 'acct_mgmt'], {
        input: `${password}\n`,
        okCodes: [0, 1],
        timeoutMs: 30_000,
      })
      return code === 0
    },
    async setPassword(name, password) {
      if (ownRoot(name)) {
        await setTrialRootPassword(host.root, password)
        return
      }
      checkName(name)
      if (host.root.trial)
        throw new Failure(`cannot set the password of ${name}@pam: this trial installation does not change the machine's users`)
      if (/[\n\0]/.test(password)) throw new Failure(`cannot set the password of ${name}@pam: it contains a line end`)
      await host.exec('chpasswd', [], { input: `${name}:${password}\n`, timeoutMs: 30_000 })
    },
    async forget() {
      // The user of the machine stays: deleting it is for the machine's administrator.
    },
  }
}
