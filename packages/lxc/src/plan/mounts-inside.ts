import type { ContainerConfig } from './container-config.ts'
import type { ContainerFacts } from './container-facts.ts'
import { mountEntry, type ConfigLines } from './lxc-text.ts'

/** File systems of the kernel, and what is bound over them: LXC mounts these inside. */
export function mountsInside({ features }: ContainerConfig, { lxcfs }: ContainerFacts): ConfigLines {
  return [
    ['lxc.mount.auto', `proc:mixed sys:${features?.force_rw_sys ? 'rw' : 'mixed'} cgroup:mixed`],
    ...(lxcfs?.files ?? []).map(file => mountEntry(`${lxcfs?.mount}${file}`, file.slice(1), 'none', 'bind,optional')),
    ...(features?.fuse
      ? [
          mountEntry('/dev/fuse', 'dev/fuse', 'none', 'bind,create=file,optional'),
          mountEntry('/sys/fs/fuse/connections', 'sys/fs/fuse/connections', 'none', 'bind,optional'),
        ]
      : []),
    // The kernel lets a user namespace mount proc and sysfs only where it sees whole ones already.
    ...(features?.nesting
      ? [
          mountEntry('proc', 'dev/.lxc/proc', 'proc', 'create=dir,optional'),
          mountEntry('sys', 'dev/.lxc/sys', 'sysfs', 'create=dir,optional'),
        ]
      : []),
  ]
}
