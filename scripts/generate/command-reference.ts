import { commandHelp, type Command } from '@quorate/cli'

/** Every command of a tool, with its parameters. */
export function commandReference(tool: string, commands: readonly Command[]): string {
  const parts = commands.map(command => `## ${[tool, ...command.words].join(' ')}\n\n\`\`\`\n${commandHelp(tool, command)}\`\`\`\n`)
  return `# ${tool}\n\nGenerated from the declarations.\n\n${parts.join('\n')}`
}
