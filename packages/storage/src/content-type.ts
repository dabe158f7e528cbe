/** What a storage may hold. `images`: disks of virtual machines, `rootdir`: root and mount points of containers. */
export const contentTypes = ['images', 'rootdir', 'iso', 'vztmpl', 'backup', 'snippets', 'import'] as const

export type Content = (typeof contentTypes)[number]

/** Is it a disk of a virtual machine, or a root or mount point of a container? */
export function isGuestVolume(content: Content): boolean {
  return content === 'images' || content === 'rootdir'
}

export const imageFormats = ['raw', 'qcow2', 'vmdk', 'subvol'] as const

export type ImageFormat = (typeof imageFormats)[number]

export function isImageFormat(text: string): text is ImageFormat {
  return (imageFormats as readonly string[]).includes(text)
}
