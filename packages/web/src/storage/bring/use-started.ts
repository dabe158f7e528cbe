import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { taskAddress } from '../../addresses.ts'
import { toast } from '../../shell/toast-store.ts'

/** Tells that a task was begun, with a way to it. */
export function useStarted(): (text: string, upid: unknown) => void {
  const { t } = useLingui()
  const navigate = useNavigate()
  return (text, upid) =>
    void toast({
      look: 'info',
      text,
      action: { label: t`Show`, run: () => void navigate({ to: taskAddress(String(upid)) }) },
    })
}
