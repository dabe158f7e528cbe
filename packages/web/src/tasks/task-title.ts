import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { LiveTask } from '../live/tasks.ts'
import { readUpid } from './read-upid.ts'

/** What each type of task does, with `{id}` for what it works on. */
const titles: Readonly<Record<string, MessageDescriptor>> = {
  bulkmigrate: msg`Migrate several guests`,
  bulkshutdown: msg`Shut down several guests`,
  bulkstart: msg`Start several guests`,
  bulksuspend: msg`Suspend several guests`,
  clustercreate: msg`Create cluster {id}`,
  clusterjoin: msg`Join a cluster`,
  clusterleave: msg`Leave the cluster`,
  download: msg`Download {id}`,
  imgcopy: msg`Copy {id}`,
  imgdel: msg`Delete volume {id}`,
  migrateall: msg`Migrate all guests`,
  ociregistrypull: msg`Pull image {id}`,
  prunebackups: msg`Prune backups {id}`,
  qmclone: msg`Clone VM {id}`,
  qmconfig: msg`Configure VM {id}`,
  qmcreate: msg`Create VM {id}`,
  qmdelsnapshot: msg`Delete a snapshot of VM {id}`,
  qmdestroy: msg`Destroy VM {id}`,
  qmigrate: msg`Migrate VM {id}`,
  qmincoming: msg`Receive VM {id}`,
  qmmove: msg`Move a disk of VM {id}`,
  qmreboot: msg`Reboot VM {id}`,
  qmreset: msg`Reset VM {id}`,
  qmresume: msg`Resume VM {id}`,
  qmrollback: msg`Roll VM {id} back`,
  qmshutdown: msg`Shut down VM {id}`,
  qmsnapshot: msg`Take a snapshot of VM {id}`,
  qmstart: msg`Start VM {id}`,
  qmstop: msg`Stop VM {id}`,
  qmsuspend: msg`Suspend VM {id}`,
  qmtemplate: msg`Make VM {id} a template`,
  qmtunnel: msg`Receive VM {id} from another cluster`,
  resize: msg`Resize a disk of {id}`,
  shutdownall: msg`Shut down all guests`,
  spiceproxy: msg`SPICE console of {id}`,
  srvreload: msg`Reload service {id}`,
  srvrestart: msg`Restart service {id}`,
  srvstart: msg`Start service {id}`,
  srvstop: msg`Stop service {id}`,
  startall: msg`Start all guests`,
  stopall: msg`Stop all guests`,
  suspendall: msg`Suspend all guests`,
  templatebuild: msg`Build template {id}`,
  templateupdate: msg`Update the list of templates`,
  vncproxy: msg`Console of {id}`,
  vncshell: msg`Shell of the node`,
  vzclone: msg`Clone container {id}`,
  vzcreate: msg`Create container {id}`,
  vzdelsnapshot: msg`Delete a snapshot of container {id}`,
  vzdestroy: msg`Destroy container {id}`,
  vzdump: msg`Back up {id}`,
  vzfsck: msg`Check the file system of container {id}`,
  vzfstrim: msg`Trim container {id}`,
  vzincoming: msg`Receive container {id}`,
  vzmigrate: msg`Migrate container {id}`,
  vzmount: msg`Mount container {id}`,
  vzreboot: msg`Reboot container {id}`,
  vzresume: msg`Resume container {id}`,
  vzrollback: msg`Roll container {id} back`,
  vzshutdown: msg`Shut down container {id}`,
  vzsnapshot: msg`Take a snapshot of container {id}`,
  vzstart: msg`Start container {id}`,
  vzstop: msg`Stop container {id}`,
  vzsuspend: msg`Suspend container {id}`,
  vztemplate: msg`Make container {id} a template`,
  vztunnel: msg`Receive container {id} from another cluster`,
  vzumount: msg`Unmount container {id}`,
}

/** Types that have a title. */
export const taskTypes: readonly string[] = Object.keys(titles).toSorted()

/** What a task does, in the user's language. A type that is not known stands there as it is. */
export function taskTitle(i18n: I18n, { type, id }: Pick<LiveTask, 'type' | 'id'>): string {
  const title = titles[type]
  return title ? i18n._({ ...title, values: { id } }) : `${type} ${id}`.trim()
}

/** What the task of an id does; what is no id stands there as it is. */
export function upidTitle(i18n: I18n, upid: string): string {
  const task = readUpid(upid)
  return task ? taskTitle(i18n, task) : upid
}
