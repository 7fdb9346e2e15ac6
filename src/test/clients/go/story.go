// A life with userpass, told through the Go library of Vault or, with the build tag openbao, that of OpenBao.
//
// STORY_ADDRESSES has the nodes, separated by commas: every call goes to the next of them. STORY_TOKEN is a root token, and
// STORY_NAME a name that nothing on the server has. One line a step; the first surprise ends the story and the exit code is 1.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

const (
	lease    = 5400
	right    = "correct horse"
	attempts = 3
	rules    = `path "auth/+/users/*" { capabilities = ["read", "list"] }`
)

type story struct {
	addresses []string
	turn      int
	root      string
	mount     string
	policy    string
	team      string
}

func main() {
	name := os.Getenv("STORY_NAME")
	s := &story{
		addresses: strings.Split(os.Getenv("STORY_ADDRESSES"), ","),
		root:      os.Getenv("STORY_TOKEN"),
		mount:     name,
		policy:    name + "-reader",
		team:      name + "-team",
	}
	fmt.Println("through", library)
	s.health()
	s.openTheMount()
	s.policyAndUser("")
	token := s.logIn()
	s.use(token)
	s.renew(token)
	s.child()
	s.lockOut()
	s.namespace()
	s.end(token)
}

func fail(format string, args ...any) {
	fmt.Printf("  SURPRISE "+format+"\n", args...)
	os.Exit(1)
}

func step(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) }

func check(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func want[T any](value T, err error) T {
	check(err)
	return value
}

func same[T comparable](what string, wanted, found T) {
	if wanted != found {
		fail("%s: %v, not %v", what, found, wanted)
	}
}

func sameList(what string, wanted, found []string) {
	if !slices.Equal(wanted, found) {
		fail("%s: %v, not %v", what, found, wanted)
	}
}

func refused[T any](status int, value T, err error) {
	var refusal *ResponseError
	if !errors.As(err, &refusal) {
		fail("not refused with %d: %v, %v", status, value, err)
	}
	if refusal.StatusCode != status || len(refusal.Errors) == 0 || refusal.RawError {
		fail("not refused with %d: %v", status, err)
	}
}

// The library at the next node. It asks again after a 503, as is its habit, but soon.
func (s *story) as(token, namespace string) *Client {
	config := defaultConfig()
	check(config.Error)
	config.Address = s.addresses[s.turn%len(s.addresses)]
	config.MinRetryWait, config.MaxRetryWait = time.Millisecond, 2*time.Millisecond
	s.turn++
	client := want(newClient(config))
	client.SetToken(token)
	client.SetNamespace(namespace)
	return client
}

func (s *story) asRoot() *Client { return s.as(s.root, "") }

func (s *story) try(namespace, name, password string) (*Secret, error) {
	return s.as("", namespace).Logical().Write("auth/"+s.mount+"/login/"+name, map[string]any{"password": password})
}

func list(c *Client, path string) ([]string, error) {
	found, err := c.Logical().List(path)
	if found == nil || err != nil {
		return nil, err
	}
	return texts(found.Data["keys"]), nil
}

func texts(value any) []string {
	var texts []string
	each, _ := value.([]any)
	for _, text := range each {
		texts = append(texts, text.(string))
	}
	return texts
}

func number(value any) int64 { return want(value.(json.Number).Int64()) }

func (s *story) health() {
	for range s.addresses {
		health := want(s.as("", "").Sys().Health())
		if !health.Initialized || health.Sealed || health.Standby || health.Version == "" {
			fail("health: %+v", health)
		}
	}
	status := want(s.as("", "").Sys().SealStatus())
	same("sealed", false, status.Sealed)
	leader := want(s.as("", "").Sys().Leader())
	step("the nodes are well: %s, leader of a fleet: %v", status.Version, leader.HAEnabled)
}

func (s *story) openTheMount() {
	check(s.asRoot().Sys().EnableAuthWithOptions(s.mount, &EnableAuthOptions{Type: "userpass", Description: "told"}))
	mounts := want(s.asRoot().Sys().ListAuth())
	same("type", "userpass", mounts[s.mount+"/"].Type)
	same("description", "told", mounts[s.mount+"/"].Description)
	check(s.asRoot().Sys().TuneMount("auth/"+s.mount, MountConfigInput{
		DefaultLeaseTTL: fmt.Sprintf("%ds", lease),
		UserLockoutConfig: &UserLockoutConfigInput{
			LockoutThreshold:            fmt.Sprint(attempts),
			LockoutDuration:             "10m",
			LockoutCounterResetDuration: "10m",
		},
	}))
	same("default lease", lease, want(s.asRoot().Sys().MountConfig("auth/"+s.mount)).DefaultLeaseTTL)
	step("a mount is enabled and tuned")
}

func (s *story) policyAndUser(namespace string) {
	check(s.as(s.root, namespace).Sys().PutPolicy(s.policy, rules))
	same("policy", rules, want(s.as(s.root, namespace).Sys().GetPolicy(s.policy)))
	if !slices.Contains(want(s.as(s.root, namespace).Sys().ListPolicies()), s.policy) {
		fail("the policy is not listed")
	}
	user := map[string]any{"password": right, "token_policies": []string{s.policy}, "token_max_ttl": "3h"}
	want(s.as(s.root, namespace).Logical().Write("auth/"+s.mount+"/users/ada", user))
	sameList("users", []string{"ada"}, want(list(s.as(s.root, namespace), "auth/"+s.mount+"/users")))
	step("a policy and a user are written")
}

func (s *story) logIn() string {
	login := want(s.try("", "ada", right))
	sameList("policies", []string{"default", s.policy}, login.Auth.Policies)
	same("lease", lease, login.Auth.LeaseDuration)
	same("renewable", true, login.Auth.Renewable)
	same("orphan", true, login.Auth.Orphan)
	same("username", "ada", login.Auth.Metadata["username"])
	step("a login")
	return want(login.TokenID())
}

func (s *story) use(token string) {
	self := want(s.as(token, "").Auth().Token().LookupSelf())
	same("display name", any(s.mount+"-ada"), self.Data["display_name"])
	sameList("policies", []string{"default", s.policy}, want(self.TokenPolicies()))
	if left := want(self.TokenTTL()); left <= 0 || left > lease*time.Second {
		fail("left: %v", left)
	}
	path := "auth/" + s.mount + "/users/ada"
	capabilities := want(s.as(token, "").Sys().CapabilitiesSelf(path))
	slices.Sort(capabilities)
	sameList("capabilities", []string{"list", "read"}, capabilities)
	same("lease of the user", int64(3*3600), number(want(s.as(token, "").Logical().Read(path)).Data["token_max_ttl"]))
	if missing := want(s.asRoot().Logical().Read("auth/" + s.mount + "/users/bob")); missing != nil {
		fail("found bob: %+v", missing)
	}
	denied, err := s.as(token, "").Logical().Delete(path)
	refused(403, denied, err)
	step("the token may read, and not delete")
}

func (s *story) renew(token string) {
	renewed := want(s.as(token, "").Auth().Token().RenewSelf(7200))
	same("lease", 7200, renewed.Auth.LeaseDuration)
	watcher := want(s.as(token, "").NewLifetimeWatcher(&LifetimeWatcherInput{Secret: renewed, Increment: 3600}))
	go watcher.Start()
	defer watcher.Stop()
	select {
	case again := <-watcher.RenewCh():
		same("lease", 3600, again.Secret.Auth.LeaseDuration)
	case err := <-watcher.DoneCh():
		fail("the watcher ended: %v", err)
	case <-time.After(20 * time.Second):
		fail("no renewal by the watcher")
	}
	step("renewed, also by a watcher of its lifetime")
}

func (s *story) child() {
	renewable := false
	made := want(s.asRoot().Auth().Token().Create(&TokenCreateRequest{
		Policies: []string{s.policy}, TTL: "20m", ExplicitMaxTTL: "20m", Renewable: &renewable, DisplayName: "storied",
		Metadata: map[string]string{"told": "story"},
	}))
	same("renewable", false, made.Auth.Renewable)
	found := want(s.asRoot().Auth().Token().LookupAccessor(made.Auth.Accessor))
	same("display name", any("token-storied"), found.Data["display_name"])
	check(s.asRoot().Auth().Token().RevokeAccessor(made.Auth.Accessor))
	gone, err := s.asRoot().Auth().Token().Lookup(made.Auth.ClientToken)
	refused(403, gone, err)
	step("a token is made, and ended by its accessor")
}

func (s *story) lockOut() {
	accessor := want(s.asRoot().Sys().ListAuth())[s.mount+"/"].Accessor
	for range attempts {
		guess, err := s.try("", "ada", "a guess")
		refused(400, guess, err)
	}
	login, err := s.try("", "ada", right)
	refused(403, login, err)
	sameList("locked", []string{"ada"}, s.locked(accessor))
	want(s.asRoot().Logical().Write("sys/locked-users/"+accessor+"/unlock/ada", nil))
	sameList("locked", nil, s.locked(accessor))
	check(s.asRoot().Auth().Token().RevokeTree(want(want(s.try("", "ada", right)).TokenID())))
	step("locked out after %d guesses, and freed", attempts)
}

func (s *story) locked(accessor string) []string {
	query := map[string][]string{"mount_accessor": {accessor}}
	found := want(s.asRoot().Logical().ReadWithData("sys/locked-users", query))
	var names []string
	for _, namespace := range found.Data["by_namespace"].([]any) {
		for _, mount := range namespace.(map[string]any)["mount_accessors"].([]any) {
			names = append(names, texts(mount.(map[string]any)["alias_identifiers"])...)
		}
	}
	return names
}

func (s *story) namespace() {
	same("path", s.team+"/", want(createNamespace(s.asRoot(), s.team)))
	if !slices.Contains(want(listNamespaces(s.asRoot())), s.team+"/") {
		fail("the namespace is not listed")
	}
	check(s.as(s.root, s.team).Sys().EnableAuthWithOptions(s.mount, &EnableAuthOptions{Type: "userpass"}))
	s.policyAndUser(s.team)
	token := want(want(s.try(s.team, "ada", right)).TokenID())
	s.lockTheNamespace(token)
	check(deleteNamespace(s.asRoot(), s.team))
	s.awaitTheEnd()
	gone, err := s.as(token, "").Auth().Token().LookupSelf()
	refused(403, gone, err)
	step("a namespace, lived in, locked, unlocked and deleted")
}

func (s *story) lockTheNamespace(token string) {
	locked := want(s.asRoot().Logical().Write("sys/namespaces/api-lock/lock/"+s.team, nil))
	key := locked.Data["unlock_key"].(string)
	self, err := s.as(token, s.team).Auth().Token().LookupSelf()
	refused(503, self, err)
	login, err := s.try(s.team, "ada", right)
	refused(503, login, err)
	wrong, err := s.asRoot().Logical().Write("sys/namespaces/api-lock/unlock/"+s.team, map[string]any{"unlock_key": "wrong"})
	refused(400, wrong, err)
	want(s.as(s.root, s.team).Logical().Write("sys/namespaces/api-lock/unlock", map[string]any{"unlock_key": key}))
	want(s.as(token, s.team).Auth().Token().LookupSelf())
	want(s.asRoot().Logical().Write("sys/namespaces/api-lock/lock/"+s.team, nil))
	unlocked := want(s.asRoot().Logical().Write("sys/namespaces/api-lock/unlock/"+s.team, nil))
	same("warnings", 1, len(unlocked.Warnings))
}

func (s *story) awaitTheEnd() {
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if !slices.Contains(want(listNamespaces(s.asRoot())), s.team+"/") {
			return
		}
		if time.Now().After(deadline) {
			fail("the namespace is still there")
		}
	}
}

func (s *story) end(token string) {
	check(s.as(token, "").Auth().Token().RevokeSelf(""))
	gone, err := s.as(token, "").Auth().Token().LookupSelf()
	refused(403, gone, err)
	check(s.asRoot().Sys().DeletePolicy(s.policy))
	check(s.asRoot().Sys().DisableAuth(s.mount))
	if _, found := want(s.asRoot().Sys().ListAuth())[s.mount+"/"]; found {
		fail("the mount is still there")
	}
	step("revoked, and the mount disabled")
}
