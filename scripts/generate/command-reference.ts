import { commandHelp, commandsOf } from '@quorate/cli'
import type { EndpointSpec } from '@quorate/contract'

/** Every command of a tool that is one API call, with its parameters. */
export function commandReference(tool: string, specs: readonly EndpointSpec[]): string {
  const commands = commandsOf(tool, specs)
  const parts = commands.map(command => `## ${tool} ${command.words.join(' ')}\n\n\`\`\`\n${commandHelp(tool, command)}\`\`\`\n`)
  return `# ${tool}\n\nGenerated from the declarations.\n\n${parts.join('\n')}`
}
