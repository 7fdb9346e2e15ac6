//go:build !openbao

package main

import "github.com/hashicorp/vault/api"

const library = "github.com/hashicorp/vault/api"

type (
	Client                 = api.Client
	EnableAuthOptions      = api.EnableAuthOptions
	LifetimeWatcherInput   = api.LifetimeWatcherInput
	MountConfigInput       = api.MountConfigInput
	ResponseError          = api.ResponseError
	Secret                 = api.Secret
	TokenCreateRequest     = api.TokenCreateRequest
	UserLockoutConfigInput = api.UserLockoutConfigInput
)

var (
	defaultConfig = api.DefaultConfig
	newClient     = api.NewClient
)

// This library has no calls of its own for namespaces.

func createNamespace(c *Client, name string) (path string, err error) {
	made, err := c.Logical().Write("sys/namespaces/"+name, nil)
	if err != nil {
		return "", err
	}
	return made.Data["path"].(string), nil
}

func listNamespaces(c *Client) ([]string, error) {
	return list(c, "sys/namespaces")
}

func deleteNamespace(c *Client, name string) error {
	_, err := c.Logical().Delete("sys/namespaces/" + name)
	return err
}
