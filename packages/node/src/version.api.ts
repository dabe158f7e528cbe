import { implement, type Implementation } from '@quorate/contract'
import { nodesStatus } from '@quorate/contract/nodes/status'
import { version } from '@quorate/contract/version'
import { apiVersion } from './version.ts'

/** `build`: what identifies this build of the product, 8 to 16 hexadecimal digits. */
export function versionApi({ build }: { build: string }): Implementation[] {
  const answer = () => ({ ...apiVersion, repoid: build })
  return [...implement(version, { get: answer }), ...implement({ version: nodesStatus.version }, { version: answer })]
}
