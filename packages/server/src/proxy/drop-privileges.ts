import { readFileSync } from 'node:fs'
import { Failure } from '@quorate/schema/failure'

interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const unprivileged = ['www-data', 'nobody']

function readAccounts(): Map<string, Account> {
  const accounts = new Map<string, Account>()
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name = '', , uid, gid] = line.split(':')
    if (name && uid && gid) accounts.set(name, { name, uid: Number(uid), gid: Number(gid) })
  }
  return accounts
}

/** The account that the proxy runs as: the named one, else www-data, else nobody. Throws a Failure when there is none. */
export function proxyAccount(user?: string): Account {
  const accounts = readAccounts()
  const wanted = user === undefined ? unprivileged : [user]
  const found = wanted.map(name => accounts.get(name)).find(account => account !== undefined)
  if (!found) throw new Failure(`there is no user ${wanted.join(' or ')} that the proxy could run as`)
  if (found.uid === 0) throw new Failure(`the proxy must not run as '${found.name}', which is root`)
  return found
}

/** A root process becomes an ordinary user for good. Does nothing when it is one already. Throws when it could not. */
export function dropPrivileges(user?: string): void {
  if (process.getuid?.() !== 0) return
  const { name, uid, gid } = proxyAccount(user)
  process.setgroups?.([gid])
  process.setgid?.(gid)
  process.setuid?.(uid)
  if (process.getuid?.() !== uid || process.geteuid?.() !== uid || process.getgid?.() !== gid) {
    throw new Failure(`the proxy could not become '${name}'`)
  }
}
