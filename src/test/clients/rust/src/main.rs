//! vaultrs: one request a line on standard input, one answer a line on standard output, both JSON.

mod plain;

use std::collections::HashMap;
use std::io::{stdin, stdout, BufRead, Write};

use serde_json::{json, Value};
use vaultrs::api::auth::userpass::requests::CreateUserRequest;
use vaultrs::api::token::requests::{
    CreateOrphanTokenRequest, CreateRoleTokenRequest, CreateTokenRequest, SetTokenRoleRequest,
};
use vaultrs::api::AuthInfo;
use vaultrs::auth::userpass;
use vaultrs::client::{Client, VaultClient, VaultClientSettingsBuilder};
use vaultrs::error::ClientError;
use vaultrs::sys::{self, ServerStatus};
use vaultrs::token;

use plain::{delete, list, patch, put, read, scan, write};

struct Given<'a>(&'a Value);

impl Given<'_> {
    fn text(&self, index: usize) -> &str {
        self.0["arguments"][index].as_str().unwrap_or_default()
    }

    fn number(&self, index: usize) -> u64 {
        self.0["arguments"][index].as_u64().unwrap_or_default()
    }

    fn yes(&self, index: usize) -> bool {
        self.0["arguments"][index].as_bool().unwrap_or_default()
    }

    fn policies(&self, index: usize) -> Vec<String> {
        self.text(index).split(',').map(String::from).collect()
    }
}

async fn call(c: &VaultClient, name: &str, g: Given<'_>) -> Result<Value, ClientError> {
    let (first, second) = (g.text(0), g.text(1));
    Ok(match name {
        "healthy" => {
            let health = sys::health(c).await?;
            let well = matches!(c.status().await?, ServerStatus::OK);
            json!(well && health.initialized && !health.sealed && !health.standby)
        }
        "enable" => done(sys::auth::enable(c, first, "userpass", None).await?),
        "tune" => {
            let body = json!({"default_lease_ttl": format!("{}s", g.number(1))});
            put(c, format!("sys/auth/{first}/tune"), body).await?
        }
        "tuned" => read(c, format!("sys/auth/{first}/tune")).await?["default_lease_ttl"].take(),
        "mounts" => sys::auth::list(c).await?.keys().map(|path| path.trim_end_matches('/')).collect(),
        "disable" => done(sys::auth::disable(c, first).await?),
        "write_user" => {
            let mut user = CreateUserRequest::builder();
            user.token_policies(g.policies(3));
            done(userpass::user::set(c, first, second, g.text(2), Some(&mut user)).await?)
        }
        "policies" => json!(userpass::user::read(c, first, second).await?.token_policies),
        "users" => json!(userpass::user::list(c, first).await?.keys),
        "change_password" => done(userpass::user::update_password(c, first, second, g.text(2)).await?),
        "delete_user" => done(userpass::user::delete(c, first, second).await?),
        "login" => {
            let auth = userpass::login(c, first, second, g.text(2)).await?;
            json!({"token": auth.client_token, "policies": auth.policies, "seconds": auth.lease_duration})
        }
        "display_name" => json!(c.lookup().await?.display_name),
        "renew" => json!(c.renew(None).await?.lease_duration),
        "revoke" => done(c.revoke().await?),
        _ => permissions(c, name, g).await?,
    })
}

async fn permissions(c: &VaultClient, name: &str, g: Given<'_>) -> Result<Value, ClientError> {
    let (first, second) = (g.text(0), g.text(1));
    Ok(match name {
        "write_policy" => done(sys::policy::set(c, first, second).await?),
        "read_policy" => json!(sys::policy::read(c, first).await?.rules),
        "list_policies" => json!(sys::policy::list(c).await?.policies),
        "delete_policy" => done(sys::policy::delete(c, first).await?),
        "capabilities" if second.is_empty() => {
            write(c, "sys/capabilities-self".into(), json!({"paths": [first]})).await?[first].take()
        }
        "capabilities" => {
            let body = json!({"token": second, "paths": [first]});
            write(c, "sys/capabilities".into(), body).await?[first].take()
        }
        "create" if g.yes(3) => {
            let mut wish = CreateOrphanTokenRequest::builder();
            wish.policies(g.policies(0)).ttl(format!("{}s", g.number(1))).num_uses(g.number(2)).meta(told());
            made(token::new_orphan(c, Some(&mut wish)).await?)
        }
        "create" => {
            let mut wish = CreateTokenRequest::builder();
            wish.policies(g.policies(0)).ttl(format!("{}s", g.number(1))).num_uses(g.number(2)).meta(told());
            made(token::new(c, Some(&mut wish)).await?)
        }
        "create_by_role" => {
            let mut wish = CreateRoleTokenRequest::builder();
            wish.policies(g.policies(1));
            made(token::new_role(c, first, Some(&mut wish)).await?)
        }
        "write_role" => {
            let mut role = SetTokenRoleRequest::builder();
            role.allowed_policies(g.policies(1)).orphan(true).token_period(format!("{}s", g.number(2)));
            done(token::role::set(c, first, Some(&mut role)).await?)
        }
        "list_roles" => json!(token::role::list(c).await?.keys),
        "delete_role" => done(token::role::delete(c, first).await?),
        "look_up" => json!(token::lookup(c, first).await?.policies),
        "look_up_accessor" => json!(token::lookup_accessor(c, first).await?.policies),
        "list_accessors" => list(c, "auth/token/accessors".into()).await?,
        "renew_token" => json!(token::renew(c, first, None).await?.lease_duration),
        "revoke_token" => done(token::revoke(c, first).await?),
        "revoke_accessor" => done(token::revoke_accessor(c, first).await?),
        "revoke_alone" => done(token::revoke_orphan(c, first).await?),
        "revoke_below" => put(c, format!("sys/leases/revoke-prefix/{first}"), json!({})).await?,
        _ => lockouts_and_namespaces(c, name, g).await?,
    })
}

async fn lockouts_and_namespaces(c: &VaultClient, name: &str, g: Given<'_>) -> Result<Value, ClientError> {
    let (first, second) = (g.text(0), g.text(1));
    Ok(match name {
        "tune_lockout" => {
            let time = format!("{}s", g.number(2));
            let lockout = json!({
                "lockout_threshold": g.number(1).to_string(),
                "lockout_duration": time,
                "lockout_counter_reset_duration": time,
            });
            put(c, format!("sys/auth/{first}/tune"), json!({"user_lockout_config": lockout})).await?
        }
        "accessor" => json!(sys::auth::list(c).await?[&format!("{first}/")].accessor),
        "locked" => locked(read(c, "sys/locked-users".into()).await?, first),
        "unlock" => put(c, format!("sys/locked-users/{first}/unlock/{second}"), json!({})).await?,
        "create_namespace" => {
            put(c, format!("sys/namespaces/{first}"), json!({"custom_metadata": g.0["arguments"][1]})).await?
        }
        "read_namespace" => read(c, format!("sys/namespaces/{first}")).await?["custom_metadata"].take(),
        "list_namespaces" => list(c, "sys/namespaces".into()).await?,
        "scan_namespaces" => scan(c, "sys/namespaces".into()).await?,
        "patch_namespace" => {
            let body = json!({"custom_metadata": {second: g.text(2), g.text(3): null}});
            patch(c, format!("sys/namespaces/{first}"), body).await?
        }
        "delete_namespace" => delete(c, format!("sys/namespaces/{first}")).await?,
        "lock_namespace" => write(c, api_lock("lock", first), json!({})).await?["unlock_key"].take(),
        "unlock_namespace" => put(c, api_lock("unlock", first), json!({"unlock_key": second})).await?,
        "login_below" => json!(userpass::login(c, second, g.text(2), g.text(3)).await?.client_token),
        "users_below" => list(c, format!("{first}/auth/{second}/users")).await?,
        other => unimplemented!("{other}"),
    })
}

fn done(_: ()) -> Value {
    Value::Null
}

fn told() -> HashMap<String, String> {
    HashMap::from([("told".into(), "story".into())])
}

fn made(auth: AuthInfo) -> Value {
    json!({
        "client_token": auth.client_token,
        "accessor": auth.accessor,
        "policies": auth.policies,
        "lease_duration": auth.lease_duration,
    })
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn locked(found: Value, accessor: &str) -> Value {
    each(&found["by_namespace"])
        .flat_map(|namespace| each(&namespace["mount_accessors"]))
        .filter(|mount| mount["mount_accessor"] == accessor)
        .flat_map(|mount| each(&mount["alias_identifiers"]))
        .cloned()
        .collect()
}

fn api_lock(verb: &str, name: &str) -> String {
    let slash = if name.is_empty() { "" } else { "/" };
    format!("sys/namespaces/api-lock/{verb}{slash}{name}")
}

async fn answer(request: &Value) -> Value {
    let text = |key: &str| request[key].as_str().unwrap_or_default().to_string();
    let mut namespace = text("namespace");
    if text("call") == "login_below" {
        // vaultrs takes a namespace from its settings only.
        let below = request["arguments"][0].as_str().unwrap_or_default();
        namespace = [namespace, below.into()].join("/").trim_matches('/').into();
    }
    let settings = VaultClientSettingsBuilder::default()
        .address(text("address"))
        .token(text("token"))
        .namespace(Some(namespace).filter(|path| !path.is_empty()))
        .build()
        .expect("settings");
    let client = VaultClient::new(settings).expect("client");
    match call(&client, &text("call"), Given(request)).await {
        Ok(result) => json!({"result": result}),
        Err(ClientError::APIError { code, errors }) => json!({"status": code, "error": errors.join("; ")}),
        Err(surprise) => json!({"failure": format!("{surprise:?}")}),
    }
}

fn main() {
    rustls::crypto::ring::default_provider().install_default().expect("ring");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
    for line in stdin().lock().lines() {
        let request = serde_json::from_str(&line.expect("line")).expect("request");
        println!("{}", runtime.block_on(answer(&request)));
        stdout().flush().expect("output");
    }
}
