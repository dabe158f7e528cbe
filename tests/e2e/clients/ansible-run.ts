/** Runs playbooks and the inventory plugin of Debian's package `ansible` against the product. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { password, type Product } from '../../product.ts'

export const ansibleThere = existsSync(
  '/usr/lib/python3/dist-packages/ansible_collections/community/general/plugins/modules/proxmox_kvm.py',
)

/** What a module answered for one task; `results` holds one of them per round of a loop. */
export interface Result {
  readonly changed?: boolean
  readonly failed?: boolean
  readonly msg?: string
  readonly results?: readonly Result[]
  // Each module answers members of its own.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly [member: string]: any
}

export async function runAnsible(
  program: string,
  args: readonly string[],
  scratch: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(`/usr/bin/${program}`, args, {
    cwd: scratch,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: scratch,
      LANG: 'C.UTF-8',
      ANSIBLE_HOME: join(scratch, '.ansible'),
      ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, error] = ['', '']
  child.stdout.setEncoding('utf8').on('data', text => (out += text))
  child.stderr.setEncoding('utf8').on('data', text => (error += text))
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
  return { code, out, error }
}

/** Plays one of ansible/*.yml and answers the result of each task by its name. */
export async function play(
  product: Product,
  playbook: string,
  scratch: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Map<string, Result>> {
  const extra = JSON.stringify({ ansible_python_interpreter: '/usr/bin/python3', node: product.node, ...variables })
  const { out, error } = await runAnsible(
    'ansible-playbook',
    ['-i', 'localhost,', '-c', 'local', '-e', extra, join(import.meta.dirname, 'ansible', playbook)],
    scratch,
    { PROXMOX_HOST: `127.0.0.1:${product.port}`, PROXMOX_USER: 'root@pam', PROXMOX_PASSWORD: password },
  )
  const start = out.indexOf('{')
  assert.ok(start >= 0, `no answer of ansible-playbook:\n${out}\n${error}`)
  const { plays } = JSON.parse(out.slice(start)) as { plays: { tasks: { task: { name: string }; hosts: { localhost: Result } }[] }[] }
  return new Map(plays.flatMap(one => one.tasks.map(({ task, hosts }) => [task.name, hosts.localhost])))
}

const told = (result: Result) => (result.failed ? `failed: ${result.msg}` : Boolean(result.changed))

/** Did each task change something? A text when it failed; for a task in a loop one of these per round. */
export function changes(results: ReadonlyMap<string, Result>): Record<string, unknown> {
  return Object.fromEntries([...results].map(([name, result]) => [name, result.results ? result.results.map(told) : told(result)]))
}
