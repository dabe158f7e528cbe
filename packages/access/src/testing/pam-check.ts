import { realHost, rootAt } from '@quorate/host'
import { pamRealm } from '../realms/pam-realm.ts'

/** Run by the slow test in a mount namespace with users of its own: `pam-check.ts <root> <name>`, password on standard input. */
const [, , folder = '', name = ''] = process.argv
const chunks: string[] = []
for await (const chunk of process.stdin) chunks.push(String(chunk))
const realm = pamRealm(realHost(rootAt(folder, 'pve')))
console.log(await realm.check(name, chunks.join('')))
