import type { TaskHandle } from '@quorate/contract'

/**
 * The part of a task that storage work needs; a TaskHandle is one. Work that creates something registers its undo
 * before its effect, so that it disappears when the task fails, is aborted, or its process dies.
 */
export type Work = Pick<TaskHandle, 'signal' | 'log' | 'warn' | 'progress' | 'undo'>
