interface MeasuredDrive {
  readonly qdev?: string
  readonly 'node-name'?: string
}

/** Key of the drive that QEMU measured: by its node, which has a number at the end after a move; of one without medium or with a throw-away overlay by its device. */
export function driveKey({ qdev, 'node-name': node }: MeasuredDrive): string | undefined {
  const named = /^(?:drive-)?([a-z]+\d+)(?:-\d+)?$/.exec(node ?? '') ?? /([a-z]+\d+)(?:\/virtio-backend)?$/.exec(qdev ?? '')
  return named?.[1]
}
