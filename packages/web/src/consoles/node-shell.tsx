import { ShownHere } from './guest-console.tsx'

/** A node's own shell, as a page of it shows it. */
export const NodeShell = ({ node }: { node: string }) => <ShownHere open={{ id: `shell/${node}`, kind: 'shell', node, title: node }} />
