import { AclList } from '../acl/acl-list.tsx'
import type { NodeTabProps } from './node-page.tsx'

export const PermissionsTab = ({ node }: NodeTabProps) => <AclList path={`/nodes/${node}`} />
