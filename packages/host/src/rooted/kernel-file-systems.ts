import { statfsSync } from 'node:fs'
import { Failure } from '@quorate/schema'
import { descriptorPath } from './open-in-root.ts'

/** File systems that are no storage: to read or write there is to ask or order the kernel, with our privileges. */
const kernelFileSystems: ReadonlyMap<number, string> = new Map([
  [0x9fa0, 'proc'],
  [0x62656572, 'sysfs'],
  [0x27e0eb, 'cgroup'],
  [0x63677270, 'cgroup2'],
  [0x64626720, 'debugfs'],
  [0x74726163, 'tracefs'],
  [0x73636673, 'securityfs'],
  [0xf97cff8c, 'selinuxfs'],
  [0x5a3c69f0, 'apparmorfs'],
  [0xcafe4a11, 'bpf'],
  [0x1cd1, 'devpts'],
  [0x19800202, 'mqueue'],
  [0x65735543, 'fusectl'],
  [0x62656570, 'configfs'],
  [0x6165676c, 'pstore'],
  [0xde5e81e4, 'efivarfs'],
  [0x42494e4d, 'binfmt_misc'],
  [0x6e736673, 'nsfs'],
  [0x187, 'autofs'],
])

/** Fails when what is open lies in a file system of the kernel. */
export function refuseKernelFileSystem(fd: number): void {
  const name = kernelFileSystems.get(statfsSync(descriptorPath(fd)).type >>> 0)
  if (name !== undefined) throw new Failure(`it leads into a file system of the kernel (${name})`)
}
