import type { Host } from '@quorate/host'

const notMounted = 32

/** A file system of huge pages for one guest, which reserves them: no other guest can take them from here on. */
export async function mountHugePages(host: Host, folder: string, mebibytes: 2 | 1024, pages: number): Promise<void> {
  await host.files.makeDirectory(folder, 0o700)
  const options = [`pagesize=${mebibytes}M`, `min_size=${pages * mebibytes}M`, 'mode=0700']
  await host.exec('mount', ['-t', 'hugetlbfs', '-o', options.join(','), 'hugetlbfs', folder])
}

/** No error when it is not there. */
export async function unmountHugePages(host: Host, folder: string): Promise<void> {
  if (!(await host.files.stat(folder))) return
  await host.exec('umount', [folder], { okCodes: [0, notMounted] })
  await host.files.remove(folder)
}
