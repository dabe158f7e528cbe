import { WithData } from '../../ui/with-data.tsx'
import { AloneView } from './alone-view.tsx'
import { MemberView } from './member-view.tsx'
import { useMembership } from './use-membership.ts'

/** Which nodes are a cluster, and whether they have quorum; on a node alone the ways into one. */
export function MembersView() {
  return <WithData query={useMembership()}>{({ cluster }) => (cluster ? <MemberView /> : <AloneView />)}</WithData>
}
