import { normalPath } from '../config/acl-lines.ts'

const name = '[A-Za-z0-9][A-Za-z0-9.\\-_]*'

/** The object paths that a permission can stand on. */
const forms = [
  '/',
  '/access',
  '/access/groups',
  `/access/groups/${name}`,
  '/access/realm',
  `/access/realm/${name}`,
  '/mapping',
  '/mapping/(?:pci|usb|dir)',
  `/mapping/(?:pci|usb|dir)/${name}`,
  '/mapping/notifications',
  `/mapping/notifications/${name}`,
  '/nodes',
  `/nodes/${name}`,
  '/pool',
  `/pool/${name}(?:/${name}){0,2}`,
  '/sdn',
  `/sdn/(?:zones|controllers|dns|ipams|fabrics|vnets)`,
  `/sdn/(?:controllers|dns|ipams|fabrics|vnets)/${name}`,
  `/sdn/zones/${name}`,
  `/sdn/zones/${name}/${name}`,
  `/sdn/zones/${name}/${name}/[0-9]{1,4}`,
  '/storage',
  `/storage/${name}`,
  '/vms',
  '/vms/[1-9][0-9]{2,8}',
]

const valid = new RegExp(`^(?:${forms.join('|')})$`)

/** The path in its plain form, or undefined when no permission can stand on it. */
export function aclPath(path: string): string | undefined {
  const plain = normalPath(path)
  return plain !== undefined && valid.test(plain) ? plain : undefined
}

/** What may stand in for Permissions.Modify on a path: those who create an object may share it. */
export function shareOwner(path: string): 'Datastore.Allocate' | 'VM.Allocate' | 'Pool.Allocate' | undefined {
  if (path.startsWith('/storage/')) return 'Datastore.Allocate'
  if (path.startsWith('/vms/')) return 'VM.Allocate'
  return path.startsWith('/pool/') ? 'Pool.Allocate' : undefined
}
