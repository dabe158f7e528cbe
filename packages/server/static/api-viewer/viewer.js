// Shows /api2/openapi.json. Everything is put in as text, never as HTML.
const methods = ['get', 'post', 'put', 'delete']
const nav = document.getElementById('paths')
const detail = document.getElementById('detail')
const filter = document.getElementById('filter')

function element(tag, className, ...children) {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children)
  return made
}

function typeText(schema) {
  if (schema.enum) return schema.enum.join(' | ')
  if (schema['x-typetext']) return schema['x-typetext']
  if (schema['x-members']) return `${Object.keys(schema['x-members']).join('=,')}=`
  if (schema.type === 'array') return `list of ${typeText(schema.items ?? {})}`
  const range = schema.minimum !== undefined || schema.maximum !== undefined ? ` (${schema.minimum ?? ''} - ${schema.maximum ?? ''})` : ''
  return (schema.format ?? schema.type ?? 'any') + range
}

function permissionText(permission) {
  switch (permission.kind) {
    case 'root':
      return 'root@pam only'
    case 'world':
      return 'anybody, logged in or not'
    case 'user':
      return 'any user'
    case 'privileges': {
      const names = permission.privileges.join(permission.any ? ' or ' : ' and ')
      return `${names} on ${permission.path}${permission.onlyWith ? ` (when ${permission.onlyWith} is given)` : ''}`
    }
    case 'or':
    case 'and':
      return permission.of.map(one => `(${permissionText(one)})`).join(` ${permission.kind} `)
    case 'user-param':
      return permission.what === 'self' ? 'the user itself' : 'Realm.AllocateUser on the realm of the user'
    case 'user-group':
      return `${permission.privileges.join(' and ')} on a group of the user`
    case 'modify-acl':
      return `may change permissions on ${permission.path}`
    default:
      return permission.kind
  }
}

function parametersOf(operation) {
  const rows = (operation.parameters ?? []).map(one => ({ ...one, text: one.description }))
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  for (const [name, schema] of Object.entries(body?.properties ?? {})) {
    rows.push({ name, schema, text: schema.description, required: body.required?.includes(name) })
  }
  return rows.sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false))
}

function parameterTable(rows) {
  const body = rows.map(({ name, schema, text, required }) => {
    const rights = [schema['x-rootOnly'] && 'root@pam only', schema['x-privilege'] && `needs ${schema['x-privilege'].join(' or ')}`]
    const notes = [text, schema.default !== undefined && `Default: ${schema.default}.`, ...rights].filter(Boolean).join(' ')
    return element('tr', '', element('td', required ? 'needed' : '', name), element('td', '', typeText(schema)), element('td', 'note', notes))
  })
  const head = element('tr', '', element('th', '', 'Parameter'), element('th', '', 'Type'), element('th', '', ''))
  return element('table', '', element('thead', '', head), element('tbody', '', ...body))
}

function commandsOf(cli) {
  return (Array.isArray(cli) ? cli : [cli]).map(one => (typeof one === 'string' ? one : one.usage))
}

function operationSection(path, method, operation) {
  const name = method.toUpperCase()
  const facts = element('dl', 'facts')
  const fact = (label, value) => facts.append(element('dt', '', label), element('dd', '', value))
  fact('Permission', permissionText(operation['x-permission']))
  if (operation['x-allow-token'] === false) fact('API tokens', 'not allowed')
  if (operation['x-task']) fact('Runs as', `task ${operation['x-task']}`)
  if (operation['x-transport']) fact('Transport', operation['x-transport'])
  if (operation['x-cli']) fact('Command', element('code', '', commandsOf(operation['x-cli']).join('\n')))
  if (!operation['x-built']) fact('State', 'declared, not built yet: answers 501')
  const title = element('h2', '', element('span', `method ${name}`, name), ' ', element('span', 'path', path))
  const section = element('section', 'operation', title, element('p', '', operation.description ?? ''), facts)
  const rows = parametersOf(operation)
  if (rows.length > 0) section.append(parameterTable(rows))
  const returned = operation.responses[200].content['application/json'].schema.properties.data
  if (Object.keys(returned).length > 0) {
    const more = element('details', '', element('summary', 'note', 'Returns'), element('pre', '', JSON.stringify(returned, null, 2)))
    section.append(more)
  }
  return section
}

function showPath(paths) {
  const path = decodeURIComponent(location.hash.slice(1))
  for (const link of nav.children) link.toggleAttribute('aria-current', link.dataset.path === path)
  const item = paths[path]
  if (!item) {
    const all = Object.values(paths).flatMap(one => Object.values(one))
    const built = all.filter(one => one['x-built']).length
    detail.replaceChildren(element('p', 'note', `${all.length} methods are declared; this build answers ${built} of them. Choose a path.`))
    return
  }
  const present = methods.filter(method => item[method])
  detail.replaceChildren(...present.map(method => operationSection(path, method, item[method])))
  detail.scrollTop = 0
}

function listPaths(paths) {
  const wanted = filter.value.trim().toLowerCase()
  const links = []
  for (const [path, item] of Object.entries(paths)) {
    const text = `${path} ${Object.values(item).map(one => one.description).join(' ')}`.toLowerCase()
    if (wanted && !text.includes(wanted)) continue
    const present = methods.filter(method => item[method])
    const marks = present.map(method => element('span', `method ${method.toUpperCase()}`, `${method.toUpperCase()[0]} `))
    const built = present.some(method => item[method]['x-built'])
    const link = element('a', built ? '' : 'unbuilt', element('span', 'path', path), element('span', 'methods', ...marks))
    link.href = `#${encodeURIComponent(path)}`
    link.dataset.path = path
    links.push(link)
  }
  nav.replaceChildren(...links)
}

async function main() {
  const response = await fetch('/api2/openapi.json')
  if (!response.ok) throw new Error(`the API answers ${response.status} ${response.statusText}`)
  const { paths } = await response.json()
  const refresh = () => {
    listPaths(paths)
    showPath(paths)
  }
  filter.addEventListener('input', refresh)
  addEventListener('hashchange', () => showPath(paths))
  refresh()
}

main().catch(error => detail.replaceChildren(element('p', 'note', `The API could not be read: ${error.message}`)))
