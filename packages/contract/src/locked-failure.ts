import { Failure } from '@quorate/schema'

/** Refused because an operation holds the guest. Who waits for that operation may try again after it. */
export class LockedFailure extends Failure {}
