import { MemoryTree } from './memory-tree.ts'

/**
 * A tree written as one text. `==> /etc/hosts` begins a file whose lines follow, `==> /sbin/init -> ../bin/busybox` is a
 * link, `==> /etc/netplan/` a folder, and a mode may stand behind a file's path: `==> /etc/shadow 0640`.
 */
export function parseTree(text: string): MemoryTree {
  const tree = new MemoryTree()
  for (const part of text.split(/^==> /m).slice(1)) {
    const at = part.indexOf('\n')
    const head = part.slice(0, at).trim()
    const [path = '', target] = head.split(' -> ')
    const [name = '', mode = '0644'] = path.split(' ')
    if (target !== undefined) tree.link(path, target)
    else if (name.endsWith('/')) tree.directory(name)
    else tree.file(name, part.slice(at + 1), Number.parseInt(mode, 8))
  }
  return tree
}
