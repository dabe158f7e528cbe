/** Whether a VM's configuration says that it has a guest agent: `1`, `enabled=1,fstrim_cloned_disks=1`. */
export function agentEnabled(config: object | undefined): boolean {
  const agent = String((config as { agent?: unknown } | undefined)?.agent ?? '')
  return agent.split(',').some(part => /^(?:enabled=)?(?:1|yes|on|true)$/.test(part))
}
