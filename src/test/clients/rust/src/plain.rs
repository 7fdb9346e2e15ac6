//! Plain requests through vaultrs, for what it has no calls of its own for.

use http::header::{HeaderValue, CONTENT_TYPE};
use http::{Request, Response};
use rustify::endpoint::{Endpoint, MiddleWare};
use rustify::enums::{RequestMethod, RequestType, ResponseType};
use rustify::errors::ClientError as RestError;
use serde_json::Value;
use vaultrs::api::{self, EndpointMiddleware};
use vaultrs::client::{Client, VaultClient};
use vaultrs::error::ClientError;

struct Plain {
    method: RequestMethod,
    path: String,
    query: Option<&'static str>,
    body: Option<Value>,
}

impl Endpoint for Plain {
    type Response = Value;
    const REQUEST_BODY_TYPE: RequestType = RequestType::JSON;
    const RESPONSE_BODY_TYPE: ResponseType = ResponseType::JSON;

    fn path(&self) -> String {
        self.path.clone()
    }

    fn method(&self) -> RequestMethod {
        self.method.clone()
    }

    fn query(&self) -> Result<Option<String>, RestError> {
        Ok(self.query.map(String::from))
    }

    fn body(&self) -> Result<Option<Vec<u8>>, RestError> {
        Ok(self.body.as_ref().map(|body| body.to_string().into_bytes()))
    }
}

/// Says that the body is to be merged, on top of what vaultrs says with every request.
struct Merging<'a>(&'a EndpointMiddleware);

impl MiddleWare for Merging<'_> {
    fn request<E: Endpoint>(&self, endpoint: &E, request: &mut Request<Vec<u8>>) -> Result<(), RestError> {
        let merge = HeaderValue::from_static("application/merge-patch+json");
        request.headers_mut().insert(CONTENT_TYPE, merge);
        self.0.request(endpoint, request)
    }

    fn response<E: Endpoint>(&self, endpoint: &E, response: &mut Response<Vec<u8>>) -> Result<(), RestError> {
        self.0.response(endpoint, response)
    }
}

fn plain(method: RequestMethod, path: String, body: Option<Value>) -> Plain {
    Plain { method, path, query: None, body }
}

/// The data of what is there.
pub async fn read(client: &VaultClient, path: String) -> Result<Value, ClientError> {
    api::exec_with_result(client, plain(RequestMethod::GET, path, None)).await
}

/// The names below a path.
pub async fn list(client: &VaultClient, path: String) -> Result<Value, ClientError> {
    Ok(api::exec_with_result(client, plain(RequestMethod::LIST, path, None)).await?["keys"].take())
}

/// The names below a path, however deep.
pub async fn scan(client: &VaultClient, path: String) -> Result<Value, ClientError> {
    let scan = Plain { query: Some("scan=true"), ..plain(RequestMethod::GET, path, None) };
    Ok(api::exec_with_result(client, scan).await?["keys"].take())
}

/// A write whose answer does not matter.
pub async fn put(client: &VaultClient, path: String, body: Value) -> Result<Value, ClientError> {
    api::exec_with_empty(client, plain(RequestMethod::POST, path, Some(body))).await?;
    Ok(Value::Null)
}

/// A write; the data of its answer.
pub async fn write(client: &VaultClient, path: String, body: Value) -> Result<Value, ClientError> {
    api::exec_with_result(client, plain(RequestMethod::POST, path, Some(body))).await
}

/// A merge into what is there.
pub async fn patch(client: &VaultClient, path: String, body: Value) -> Result<Value, ClientError> {
    plain(RequestMethod::PATCH, path, Some(body))
        .with_middleware(&Merging(client.middle()))
        .exec(client.http())
        .await?;
    Ok(Value::Null)
}

/// A deletion.
pub async fn delete(client: &VaultClient, path: String) -> Result<Value, ClientError> {
    api::exec_with_empty(client, plain(RequestMethod::DELETE, path, None)).await?;
    Ok(Value::Null)
}
