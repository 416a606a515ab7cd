//! Who is asking: signed tokens that name an agent, a department and the customers they may see.
//! Knows tokens and keys, not what is asked for.

use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, errors::ErrorKind};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{Error, error::Refusal};

/// The longest life of a token, in seconds. A longer-lived one is refused however well it is signed.
pub const MAX_LIFETIME_S: u64 = 300;

/// Clocks of the issuer and of the gateway may differ by this, in seconds.
const LEEWAY_S: u64 = 5;

/// A key has at least as many bytes as the digest it signs with (RFC 7518, section 3.2).
const MIN_KEY_BYTES: usize = 32;

/// Who is asking. The claims of a token: JSON Web Token (RFC 7519), HS256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Stable id of the agent.
    pub sub: String,
    /// Name for people.
    pub name: String,
    /// The department whose view they get.
    pub department: String,
    /// Customer ids they may see, or `*` for every customer.
    pub customers: Vec<String>,
    /// Who the token is for: the gateway's audience.
    pub aud: String,
    /// Seconds since the epoch; at most five minutes ahead.
    pub exp: u64,
}

impl Agent {
    /// Whether the token covers this customer, whether or not that customer exists.
    #[must_use]
    pub fn may_see(&self, customer: &str) -> bool {
        self.customers.iter().any(|id| id == "*" || id == customer)
    }
}

/// Signs and checks tokens.
#[derive(Clone)]
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    audience: String,
    secret: Vec<u8>,
}

impl Tokens {
    /// With this key; `audience` is what tokens have to name in `aud`.
    #[must_use]
    pub fn new(secret: Vec<u8>, audience: &str) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = LEEWAY_S;
        validation.validate_nbf = true;
        validation.set_audience(&[audience]);
        validation.set_required_spec_claims(&["exp", "aud", "sub"]);
        Self {
            encoding: EncodingKey::from_secret(&secret),
            decoding: DecodingKey::from_secret(&secret),
            validation,
            audience: audience.to_owned(),
            secret,
        }
    }

    /// With the key in a file: at least 32 bytes, white space around it ignored.
    ///
    /// # Errors
    /// [`Error::File`] when it cannot be read or is too short to be safe.
    pub fn from_file(file: &Path, audience: &str) -> Result<Self, Error> {
        let unusable = |reason: String| Error::File { file: file.to_owned(), reason };
        let bytes = std::fs::read(file).map_err(|error| unusable(error.to_string()))?;
        let secret = bytes.trim_ascii().to_vec();
        if secret.len() < MIN_KEY_BYTES {
            return Err(unusable(format!("a token key has at least {MIN_KEY_BYTES} bytes")));
        }
        Ok(Self::new(secret, audience))
    }

    /// With a key that nobody else has and that ends with the process.
    ///
    /// # Errors
    /// [`Error::Random`].
    pub fn random(audience: &str) -> Result<Self, Error> {
        let mut secret = vec![0; MIN_KEY_BYTES];
        getrandom::fill(&mut secret)?;
        Ok(Self::new(secret, audience))
    }

    /// Signs a token for an agent, good for five minutes from `now` (seconds since the epoch).
    ///
    /// # Errors
    /// [`Error::Token`] when it cannot be signed.
    pub fn issue(
        &self,
        sub: &str,
        department: &str,
        customers: Vec<String>,
        now: u64,
    ) -> Result<String, Error> {
        let agent = Agent {
            sub: sub.to_owned(),
            name: sub.to_owned(),
            department: department.to_owned(),
            customers,
            aud: self.audience.clone(),
            exp: now + MAX_LIFETIME_S,
        };
        self.sign(&agent)
    }

    /// Signs these very claims.
    ///
    /// # Errors
    /// [`Error::Token`] when they cannot be signed.
    pub fn sign(&self, agent: &Agent) -> Result<String, Error> {
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), agent, &self.encoding)?)
    }

    /// Reads a token and checks signature, audience, expiry and length of life.
    ///
    /// # Errors
    /// [`Refusal::TokenExpired`] or [`Refusal::TokenInvalid`].
    pub fn check(&self, token: &str, now: u64) -> Result<Agent, Refusal> {
        let claims = jsonwebtoken::decode::<Agent>(token, &self.decoding, &self.validation);
        let agent = claims.map_err(|error| match error.kind() {
            ErrorKind::ExpiredSignature => Refusal::TokenExpired,
            _ => Refusal::TokenInvalid,
        })?;
        let too_long = agent.claims.exp > now + MAX_LIFETIME_S + LEEWAY_S;
        if too_long || agent.claims.sub.is_empty() { Err(Refusal::TokenInvalid) } else { Ok(agent.claims) }
    }

    /// A key for another purpose, from which this one cannot be found.
    #[must_use]
    pub fn derived_key(&self, purpose: &str) -> Vec<u8> {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.secret) else { return Vec::new() };
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::{Agent, MAX_LIFETIME_S, Tokens};
    use crate::error::Refusal;

    const KEY: &[u8] = b"an invented key of thirty-two bytes or more";

    fn now() -> u64 {
        jsonwebtoken::get_current_timestamp()
    }

    fn agent(exp: u64) -> Agent {
        let customers = vec!["cus_1".to_owned()];
        let (sub, name, department) = ("a1".to_owned(), "Rian M.".to_owned(), "billing".to_owned());
        Agent { sub, name, department, customers, aud: "test".into(), exp }
    }

    fn check(signer: &Tokens, agent: &Agent, expected: &Result<(), Refusal>) {
        let tokens = Tokens::new(KEY.to_vec(), "test");
        let token = signer.sign(agent).unwrap();
        assert_eq!(&tokens.check(&token, now()).map(|_| ()), expected, "{agent:?}");
    }

    #[test]
    fn accepts_its_own_and_refuses_the_rest() {
        let (ours, theirs) = (Tokens::new(KEY.to_vec(), "test"), Tokens::random("test").unwrap());
        check(&ours, &agent(now() + MAX_LIFETIME_S), &Ok(()));
        check(&ours, &agent(now() - 60), &Err(Refusal::TokenExpired));
        check(&ours, &agent(now() + 3600), &Err(Refusal::TokenInvalid));
        check(&theirs, &agent(now() + 60), &Err(Refusal::TokenInvalid));
        check(&ours, &Agent { aud: "other".into(), ..agent(now() + 60) }, &Err(Refusal::TokenInvalid));
        check(&ours, &Agent { sub: String::new(), ..agent(now() + 60) }, &Err(Refusal::TokenInvalid));
    }

    #[test]
    fn refuses_an_unsigned_token() {
        let tokens = Tokens::new(KEY.to_vec(), "test");
        let signed = tokens.sign(&agent(now() + 60)).unwrap();
        let payload = signed.split('.').nth(1).unwrap();
        // {"alg":"none","typ":"JWT"}
        let unsigned = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}.");
        assert_eq!(tokens.check(&unsigned, now()), Err(Refusal::TokenInvalid));
        assert_eq!(tokens.check("", now()), Err(Refusal::TokenInvalid));
    }

    #[test]
    fn knows_its_customers() {
        assert!(agent(0).may_see("cus_1") && !agent(0).may_see("cus_2") && !agent(0).may_see("*"));
        let all = Agent { customers: vec!["*".into()], ..agent(0) };
        assert!(all.may_see("cus_2"));
    }
}
