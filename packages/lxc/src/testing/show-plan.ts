import type { ContainerPlan } from '../plan/container-plan.ts'

const shown = (value: object) => JSON.stringify(value)

/** A plan as a text for people to read and agree on. */
export function showPlan(plan: ContainerPlan, notes: readonly string[]): string {
  const part = (title: string, lines: readonly string[]) => (lines.length ? [`## ${title}`, ...lines] : [])
  return `${[
    ...notes.map(note => `# ${note}`),
    plan.config.trimEnd(),
    ...part('policy for system calls', plan.seccomp.trimEnd().split('\n')),
    ...part('mounts of the host', plan.mounts.map(shown)),
    ...part('cards', plan.nics.map(shown)),
    ...part('devices', plan.devices.map(shown)),
    ...part('log', plan.logLevel === 'WARN' ? [] : [plan.logLevel]),
  ].join('\n')}\n`
}
