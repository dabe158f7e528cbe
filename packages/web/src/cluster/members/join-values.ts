import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import { decodeJoinInformation, type JoinInformation } from './join-information.ts'
import { linkParameters, nearestAddress, type LinkValue } from './link-values.ts'

export interface JoinValues {
  /** As pasted. */
  readonly text: string
  /** Address and fingerprint are typed instead. */
  readonly byHand: boolean
  readonly hostname: string
  readonly fingerprint: string
  readonly password: string
  readonly links: readonly LinkValue[]
  readonly force: boolean
}

export const emptyJoin: JoinValues = {
  text: '',
  byHand: false,
  hostname: '',
  fingerprint: '',
  password: '',
  links: [],
  force: false,
}

/** Which node is asked; undefined: that is not known yet. */
export function peerOf({
  byHand,
  hostname,
  fingerprint,
  text,
}: JoinValues): Pick<JoinInformation, 'ipAddress' | 'fingerprint'> | undefined {
  if (!byHand) return decodeJoinInformation(text)
  return hostname.trim() === '' || fingerprint.trim() === '' ? undefined : { ipAddress: hostname.trim(), fingerprint: fingerprint.trim() }
}

/** A link of this node for each of the peer's, by the own address that lies nearest. */
export const linksFor = (peerLinks: Readonly<Record<string, string>>, own: readonly string[]): readonly LinkValue[] =>
  Object.entries(peerLinks)
    .map(([link, peer]) => ({ link: Number(link), address: nearestAddress(own, peer) ?? '', priority: '' }))
    .toSorted((a, b) => a.link - b.link)

export function joinCalls(values: JoinValues): readonly PlannedCall[] {
  const peer = peerOf(values)
  if (!peer) return []
  const { password, links, force } = values
  const parameters = {
    hostname: peer.ipAddress,
    fingerprint: peer.fingerprint,
    password,
    ...linkParameters(links),
    ...(force && { force }),
  }
  return [planned('POST /cluster/config/join', parameters, ['password'])]
}
