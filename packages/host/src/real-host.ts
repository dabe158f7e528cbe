import { join } from 'node:path'
import { cgroupLayout } from './cgroups/layout.ts'
import { realCgroups } from './cgroups/cgroups.ts'
import { exec } from './exec/exec.ts'
import { pipe } from './exec/pipe.ts'
import { startProgram } from './exec/start-program.ts'
import { realFiles } from './files/files.ts'
import type { Host, Root } from './host.ts'
import { kernelTree } from './kernel/kernel-tree.ts'
import { realLinks } from './links/links.ts'
import { mountInfo } from './mount-info.ts'
import { openRoot } from './rooted/open-root.ts'
import { realMounts } from './mounts/real-mounts.ts'
import { realProcesses } from './processes/processes.ts'

/** The machine itself. `notice` hears of what this machine does not allow and that was therefore left out. */
export function realHost(root: Root, notice: (text: string) => void = text => console.error(text)): Host {
  return {
    root,
    exec,
    pipe,
    start: startProgram,
    files: realFiles,
    openRoot,
    mounts: realMounts(exec, join(root.run, 'mounting'), notice),
    links: realLinks(exec, notice),
    cgroups: realCgroups(cgroupLayout(root, mountInfo()), notice),
    processes: realProcesses,
    kernel: kernelTree('/sys'),
    now: () => Date.now(),
  }
}
