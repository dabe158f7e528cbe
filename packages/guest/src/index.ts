export { guestPath, placeOf, wordOf, type GuestKind, type GuestPlace } from './guest-path.ts'
export { GuestIndex, type IndexedGuest } from './guest-index.ts'
export { summarize, type GuestSummary } from './guest-summary.ts'
export type { GuestMetrics, GuestState } from './guest-state.ts'
export { guestName, guestRows, type GuestRow, type RowFacts } from './guest-rows.ts'
export { nextId, nextIdRange, type IdRange, type IdReserver } from './next-id.ts'
export { tagRules, type TagRules } from './tag-rules.ts'
export { checkTagChange, normalTags, splitTags, type TagPolicy } from './tags.ts'
export {
  changeGuestConfig,
  checkDigest,
  checkLock,
  checkProtection,
  createGuestConfig,
  readGuestConfig,
  type ChangeOptions,
} from './change-config.ts'
export { formatDrive, isCdrom, isCloudInit, isVolume, parseDrive, sizeText, withOptions, type DriveText } from './drive-text.ts'
export { parseGuestConfig, type GuestConfig } from './config/guest-config.ts'
export type { ConfigSection } from './config/config-section.ts'
export type { ConfigLine } from './config/config-line.ts'
export { configDecoderOf, type DecodedConfig } from './config/config-decoder.ts'
export { configReaderOf, type ReadConfig, type ReaderOptions } from './config/config-reader.ts'
export { configViewOf, type ConfigViewOptions, type WireConfig } from './config/config-view.ts'
export { pendingView, type PendingRow } from './config/pending-view.ts'
export {
  applyPending,
  deletePending,
  pendingChanges,
  pendingDeletions,
  pendingValues,
  revertPending,
  setPending,
  type PendingChange,
} from './config/pending-changes.ts'
export { keySchemas } from './config/key-schema.ts'
export { hookscriptPath, type HookServices } from './hooks/hookscript-path.ts'
export { bulkApi } from './power/bulk.api.ts'
export type { BulkParts } from './power/bulk-services.ts'
export type { GuestPower, GuestTask, GuestTasks, PowerAction } from './power/guest-power.ts'
export { runHookscript, type HookPhase } from './hooks/run-hookscript.ts'
export { openConsole, redeemConsole, type OpenedConsole } from './console/console-tickets.ts'
export { TerminalSessions } from './console/session/terminal-sessions.ts'
export type { SessionProgram } from './console/session/session-program.ts'
export type { TerminalSession } from './console/session/terminal-session.ts'
export type { TerminalSize } from './console/session/terminal-size.ts'
export { terminalSize, vncScreen } from './console/vnc/open-screen.ts'
export { TerminalBridge, type TerminalLine } from './console/terminal-bridge.ts'
export type { GuestServices } from './services.ts'
export { GuestEnds, type EndReport } from './guest-ends.ts'
export { takingTurns } from './taking-turns.ts'
export { hookscriptOf, runHook, tryHook } from './hooks/guest-hooks.ts'
export { asPoolMember } from './procedures/as-pool-member.ts'
export { authorOf } from './procedures/author.ts'
export { checkContradictions, type TakenKeys } from './procedures/check-contradictions.ts'
export { checkHookscript } from './procedures/check-hookscript.ts'
export { checkTags } from './procedures/check-tags.ts'
export { copyRate } from './procedures/copy-rate.ts'
export { freeCreated } from './procedures/free-created.ts'
export { freshMac } from './procedures/fresh-mac.ts'
export { keysToTakeBackOf } from './procedures/keys-to-take-back.ts'
export { lockGuest } from './procedures/lock-guest.ts'
export { quietWork } from './procedures/quiet-work.ts'
export { settleable } from './procedures/settleable.ts'
export { guestUndoActions } from './procedures/undo-actions.ts'
export { undoAuthor, undoTask } from './procedures/undo-task.ts'
export { carryOutChange, type AppliedChange, type ChangeFrame, type ChangeSteps } from './procedures/carry-out-change.ts'
export { destroyGuest } from './procedures/destroy-guest.ts'
export { checkGive, giveDisk, type GiveRequest, type GivingGuests } from './procedures/give-disk.ts'
export { jointProgress } from './procedures/joint-progress.ts'
export { makeBaseImages } from './procedures/make-base-images.ts'
export { takeId, writeNewConfig } from './procedures/new-config.ts'
export { rescanGuest } from './procedures/rescan-guest.ts'
export { addSnapshot, type NewSnapshot } from './snapshots/add-snapshot.ts'
export { checkSnapshotName, presentName } from './snapshots/check-snapshot-name.ts'
export { bringDisksBack, checkSnapshotParts, createOnStorage, rollbackDisks, type SnapshotDisk } from './snapshots/disk-snapshots.ts'
export { snapshotRows } from './snapshots/snapshot-rows.ts'
export { deleteLock, markForRemoval, takeOutSnapshot } from './snapshots/take-out-snapshot.ts'
export { rollbackLock, takeOverSnapshot } from './snapshots/take-over-snapshot.ts'
export { applyChanges } from './volumes/apply-changes.ts'
export { checkProtectedDisks } from './volumes/check-protected-disks.ts'
export { disks, isUnusedKey } from './volumes/disks.ts'
export { editDrive } from './volumes/edit-drive.ts'
export { editForChange, type ConfigChange } from './volumes/edit-for-change.ts'
export { editMoved, editMovedBack, type MovedDisk } from './volumes/edit-moved-disk.ts'
export { keptFormat } from './volumes/kept-format.ts'
export { newVolumeOf, type NewVolume } from './volumes/new-volume.ts'
export { isReferenced, letGoOf } from './volumes/unused-volumes.ts'
export { wantedSize } from './volumes/wanted-size.ts'
