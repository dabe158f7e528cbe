const base64Url = (buffer: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** Asks the browser for a signature by the user's security key; the answer is what the server checks. */
export async function signWithSecurityKey(options: PublicKeyCredentialRequestOptionsJSON): Promise<string> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  const credential = await navigator.credentials.get({ publicKey })
  if (!(credential instanceof PublicKeyCredential)) throw new Error('the browser gave no signature')
  const response = credential.response as AuthenticatorAssertionResponse
  return JSON.stringify({
    id: credential.id,
    type: credential.type,
    challenge: options.challenge,
    rawId: base64Url(credential.rawId),
    response: {
      authenticatorData: base64Url(response.authenticatorData),
      clientDataJSON: base64Url(response.clientDataJSON),
      signature: base64Url(response.signature),
    },
  })
}
