import { useLingui } from '@lingui/react/macro'
import { planned } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import { OrMissing } from '../../shell/or-missing.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { TokenFields, type TokenValues } from './token-fields.tsx'
import { useToken } from './use-token.ts'

/** Changes the token that the argument names: `joe@pve!ci`. */
export function EditTokenPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { token, loaded, error } = useToken(argument)
  return (
    <SidePanel title={t`Edit token ${argument}`} onClose={onClose}>
      <OrMissing thing={token} name={argument} loaded={loaded} error={error}>
        {found => <EditToken {...found} onClose={onClose} />}
      </OrMissing>
    </SidePanel>
  )
}

function EditToken({
  userid,
  tokenid,
  comment,
  expire,
  privsep,
  onClose,
}: NonNullable<ReturnType<typeof useToken>['token']> & { onClose: () => void }) {
  const { t } = useLingui()
  const form = useForm<TokenValues>({
    initial: { comment: comment ?? '', expire: expire ?? 0, privsep: privsep !== 0 },
    calls: values => [planned('PUT /access/users/{userid}/token/{tokenid}', { userid, tokenid, ...values })],
    onDone(_answers, _values, inverse) {
      savedWithUndo(t`Token ${tokenid} changed`, inverse())
      onClose()
    },
  })
  return (
    <Form form={form} submitLabel={t`Save`}>
      <TokenFields value={form.values} onChange={form.setAll} errors={form.errors} />
    </Form>
  )
}
