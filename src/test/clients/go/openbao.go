//go:build openbao

package main

import (
	"maps"
	"slices"

	"github.com/openbao/openbao/api/v2"
)

const library = "github.com/openbao/openbao/api/v2"

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

func createNamespace(c *Client, name string) (path string, err error) {
	made, err := c.Sys().CreateNamespace(name, &api.CreateNamespaceInput{CustomMetadata: map[string]string{"told": "story"}})
	if err != nil {
		return "", err
	}
	found, err := c.Sys().ReadNamespace(name)
	if err == nil && (found.UUID != made.UUID || found.CustomMetadata["told"] != "story") {
		fail("made %+v, found %+v", made, found)
	}
	return made.Path, err
}

func listNamespaces(c *Client) ([]string, error) {
	found, err := c.Sys().ListNamespaces()
	return slices.Sorted(maps.Keys(found)), err
}

func deleteNamespace(c *Client, name string) error {
	_, err := c.Sys().DeleteNamespace(name)
	return err
}
