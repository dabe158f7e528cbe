import { renderData } from '../../render/render-data.ts'
import { accessViews } from '../../views/access-views.ts'
import { one, type SpecialRun } from '../special-run.ts'

export const tokenPermissions: SpecialRun = async ({ name, connection, terminal, read }) => {
  const { parameters, output } = read()
  const path = one(parameters, 'path')
  const userid = `${one(parameters, 'userid')}!${one(parameters, 'tokenid')}`
  const { data } = await connection.call('GET', '/access/permissions', { userid, ...(path === undefined ? {} : { path }) })
  const view = output.format === 'text' && !output.quiet ? accessViews[name] : undefined
  const columns = terminal.window?.columns
  terminal.out(view ? view(data, { ...output, verbose: false, columns }) : await renderData(data, output, columns))
  return 0
}
