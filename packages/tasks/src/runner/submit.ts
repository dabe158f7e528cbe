import { LockedFailure, type Call, type EndpointSpec, type Implementation, type TaskWork } from '@quorate/contract'
import type { TaskEngine } from '../engine/task-engine.ts'

function parameterText(parameters: Record<string, unknown>, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : parameters[name]
  return value === undefined ? undefined : String(value)
}

function taskName(spec: EndpointSpec, parameters: Record<string, unknown>): { type: string; id: string } {
  const { task } = spec
  if (typeof task === 'object') {
    const { when } = task
    const type = when && parameters[when.parameter] === true ? when.type : task.type
    return { type, id: parameterText(parameters, task.id) ?? '' }
  }
  return { type: task ?? '', id: parameterText(parameters, spec.queue ?? 'vmid') ?? '' }
}

/** The checks and what they hand back to be done. */
type Check = () => Promise<TaskWork>

/** A guest that is locked by the task in front will not be locked any more when one's turn comes: the checks wait till then. */
async function workOf(engine: TaskEngine, queue: string | undefined, check: Check): Promise<TaskWork> {
  try {
    return await check()
  } catch (error) {
    if (!(error instanceof LockedFailure) || queue === undefined || !engine.busy(queue)) throw error
    return async task => await (await check())(task)
  }
}

/**
 * Runs one endpoint in the runner. A task: the handler's checks first, so that a refusal is an answer and no task;
 * then the UPID. A change that only queues: in its turn, and its data.
 */
export async function submit(
  engine: TaskEngine,
  implementation: Implementation,
  call: Call,
  parameters: Record<string, unknown>,
): Promise<unknown> {
  const { spec, handler } = implementation
  const queue = parameterText(parameters, spec.queue)
  if (spec.task === undefined) {
    const change = () => handler(call, parameters as never)
    return queue === undefined ? await change() : await engine.serialize(queue, change, call.signal)
  }
  const work = await workOf(engine, queue, async () => (await handler(call, parameters as never)) as TaskWork)
  return engine.start({ ...taskName(spec, parameters), authid: call.caller.authid, work, ...(queue !== undefined && { queue }) })
}
