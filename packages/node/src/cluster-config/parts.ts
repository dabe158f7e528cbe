import type { ConfigStore, MemberState } from '@quorate/cluster'
import type { GuestIndex } from '@quorate/guest'
import type { Host } from '@quorate/host'
import type { OwnProcess } from '../services/own-services.ts'

/** What the store's process does when this node enters or leaves a cluster. Both may be called again after a crash. */
export interface ClusterMembership {
  /**
   * From now on the tree is the cluster's. `found`: of a new one, which begins with the tree of this node; otherwise the
   * tree is set aside and the members fill another. Resolves when the store answers again, which may be before it has
   * quorum or is in step.
   */
  becomeMember(options: { readonly cluster: string; readonly nodeId: number; readonly found: boolean }): Promise<void>
  /** Alone again, with the tree as it is. `restore`: with the tree that was set aside, where becomeMember did so. No error when it is alone. */
  leaveCluster(options?: { readonly restore?: boolean }): Promise<void>
}

/** The cluster as this node sees it now. */
export interface ClusterView {
  readonly quorate: boolean
  /** Ids of the nodes that answer, this one among them. */
  readonly online: ReadonlySet<number>
}

/** What the handlers and the keeper of the cluster's configuration work with. */
export interface ClusterConfigParts {
  readonly host: Pick<Host, 'exec' | 'files' | 'root' | 'now'>
  readonly store: ConfigStore
  readonly guests: Pick<GuestIndex, 'all'>
  readonly membership: ClusterMembership
  /** undefined: corosync does not answer. */
  view(): Promise<ClusterView | undefined>
  /** Whether a node is there, and since when; undefined: it is not known. */
  standing(node: string): Pick<MemberState, 'online' | 'since'> | undefined
  /** Has this node the tree of the cluster, and writes to it together with the others? */
  inStep(): boolean
  /** SHA-256 fingerprint of the certificate that a node's web server shows. */
  fingerprint(node: string): string | undefined
  /** Makes the certificates of this node anew, all of them or those that do not fit any more. */
  updateCertificates(force: boolean): Promise<void>
  /** Starts or ends corosync, as this node is a member or alone. Only where tasks run. */
  readonly corosync?: (() => void) | undefined
  /** Restarts processes of the product once the task has ended. Only there, too. */
  readonly restartAfter?: ((upid: string, processes: readonly OwnProcess[]) => void) | undefined
  /** How long to wait for other processes and nodes (default one minute). */
  readonly patienceMs?: number
}

/** Those that hold on to what they read of the tree; the store restarts itself. */
export const readers: readonly OwnProcess[] = ['daemon', 'agent', 'proxy', 'runner']
